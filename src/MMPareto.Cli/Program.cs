using MMPareto.Cli;
using MMPareto.Cli.Display;

return new CommandLine(Terminal.OfProcess()).Run(args);
