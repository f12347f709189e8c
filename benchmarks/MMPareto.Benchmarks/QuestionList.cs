using MMPareto.Benchmarks.Questions;
using MMPareto.Benchmarks.Subjects;

namespace MMPareto.Benchmarks;

/// <summary>All questions, in the order of the page.</summary>
internal static class QuestionList
{
    /// <summary>The questions.</summary>
    public static IReadOnlyList<IQuestion> All { get; } =
    [
        new StepQuestion(Subject.Three),
        new ReleasedQuestion([Subject.Convnet, Subject.ResNet], subject => new PlainProcess(subject)),
        new MemoryQuestion(Subject.Three),
        new EnduranceQuestion(),
        new ModalitiesQuestion(),
        new LoaderQuestion(),
        new StartupQuestion(),
        new ApproximationsQuestion([Subject.Convnet, Subject.ResNet]),
        new MethodsQuestion(Subject.Three),
        new OptimizerQuestion(Subject.ResNet),
        new CheckpointQuestion(Subject.ResNet),
    ];
}
