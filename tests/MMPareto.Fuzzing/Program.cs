using MMPareto.Fuzzing;

return FuzzCommand.Run(args, Console.Out, Console.Error);
