using MMPareto.Cli.Display;

namespace MMPareto.Cli;

/// <summary>What the command shows when it is given nothing to do.</summary>
internal static class Overview
{
    private const string Text = """
        mmpareto: balanced multimodal learning without code

        Two modalities in one model compete: the stronger one is learned, the other
        starves. MMPareto and its relatives combine the gradients of both sides.

          mmpareto train playground        made-up data, needs no download: seconds
          mmpareto train cg-mnist          coloured and grey MNIST: minutes
          mmpareto train multi-mnist       two digits in an image, a task each: minutes
          mmpareto train av-digits         written and spoken digits: minutes
          mmpareto train my.csv            your own images, audio, text and tables
          mmpareto train my.yaml --seed 1  an experiment of your own
          mmpareto evaluate RUN            scores of a trained model
          mmpareto predict RUN --manifest new.csv      predictions for new samples
          mmpareto diagnose RUN            a closer look: noise, probes, contributions
          mmpareto compare playground      methods side by side, over several seeds
          mmpareto map playground --over data.noise=1,2   where does a method help?
          mmpareto report RUN              a page of charts: one HTML file
          mmpareto list                    methods, data sets, models, experiments
          mmpareto data check my.csv       what is wrong with my own data?
          mmpareto data fetch mnist        download data before it is needed
          mmpareto config show cg-mnist    all settings of an experiment, explained
          mmpareto doctor                  what this machine has and lacks
          mmpareto selftest                does the mathematics hold here?

        Does a method help here? Runs, intervals and a verdict, in one command that
        goes on where it was stopped:

          mmpareto compare cg-mnist --methods uniform,uniform-scaled,mmpareto

        'mmpareto COMMAND --help' explains a command, docs/command-line.md all of them.
        """;

    /// <summary>Writes it.</summary>
    /// <returns>The exit code.</returns>
    public static int Write(Terminal terminal)
    {
        terminal.Out.WriteLine(Text);
        return ExitCode.Ok;
    }
}
