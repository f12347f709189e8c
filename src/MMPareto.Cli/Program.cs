using MMPareto.Cli;
using MMPareto.Cli.Display;

FileSizeLimit.IsAnError();
return new CommandLine(Terminal.OfProcess()).Run(args);
