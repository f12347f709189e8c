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
          mmpareto train my.yaml --seed 1  an experiment of your own
          mmpareto evaluate RUN            scores of a trained model
          mmpareto report RUN              a page of charts: one HTML file
          mmpareto list                    methods, data sets, models, experiments
          mmpareto data fetch mnist        download data before it is needed
          mmpareto config show cg-mnist    all settings of an experiment, explained
          mmpareto doctor                  what this machine has and lacks
          mmpareto selftest                does the mathematics hold here?

        Compare methods with the same seed:

          mmpareto train cg-mnist --method mmpareto --seed 1
          mmpareto train cg-mnist --method uniform  --seed 1

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
