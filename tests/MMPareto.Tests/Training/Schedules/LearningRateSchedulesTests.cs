using MMPareto.Training.Schedules;

namespace MMPareto.Tests.Training.Schedules;

public class LearningRateSchedulesTests
{
    [Fact]
    public void Constant_is_one() =>
        Assert.All([0, 0.5, 100], epoch => Assert.Equal(1, LearningRateSchedules.Constant()(epoch)));

    [Theory]
    [InlineData(0, 1)]
    [InlineData(2.999, 1)]
    [InlineData(3, 0.1)]
    [InlineData(5.9, 0.1)]
    [InlineData(6, 0.01)]
    [InlineData(9.5, 0.001)]
    public void Step_drops_at_the_beginning_of_every_third_epoch(double epoch, double factor) =>
        Assert.Equal(factor, LearningRateSchedules.Step(3, 0.1)(epoch), 12);

    [Fact]
    public void Step_may_drop_to_zero_and_may_stay()
    {
        Assert.Equal([1, 0, 0], new[] { 0.5, 1, 2 }.Select(e => LearningRateSchedules.Step(1, 0)(e)));
        Assert.Equal([1, 1, 1], new[] { 0.5, 1, 2 }.Select(e => LearningRateSchedules.Step(1, 1)(e)));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(2.5, 0.8681980515339463)] // 0.1 + 0.9 (1 + cos(π/4)) / 2
    [InlineData(5, 0.55)]
    [InlineData(7.5, 0.2318019484660537)]
    [InlineData(10, 0.1)]
    [InlineData(12, 0.1)]
    public void Cosine_goes_down_from_one_to_the_last_factor_and_stays(double epoch, double factor) =>
        Assert.Equal(factor, LearningRateSchedules.Cosine(10, 0.1)(epoch), 12);

    [Fact]
    public void Cosine_ends_at_zero_by_default_and_never_rises()
    {
        var schedule = LearningRateSchedules.Cosine(4);
        Assert.Equal(0, schedule(4), 12);
        for (var epoch = 0.0; epoch < 4.5; epoch += 0.1) Assert.True(schedule(epoch + 0.1) <= schedule(epoch));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.5, 0.25)]
    [InlineData(1.5, 0.075)] // of 0.1 after the drop of the schedule below, which is not shifted
    [InlineData(1.999999, 0.0999999)]
    [InlineData(2, 0.01)]
    [InlineData(3.5, 0.001)]
    public void Warm_up_rises_from_zero_beneath_the_schedule(double epoch, double factor) =>
        Assert.Equal(factor, LearningRateSchedules.WithWarmup(LearningRateSchedules.Step(1, 0.1), 2)(epoch), 6);

    [Fact]
    public void No_warm_up_is_the_schedule_itself() =>
        Assert.All([0, 0.1, 3], epoch => Assert.Equal(
            LearningRateSchedules.Cosine(4)(epoch), LearningRateSchedules.WithWarmup(LearningRateSchedules.Cosine(4), 0)(epoch)));

    [Fact]
    public void A_schedule_remembers_nothing()
    {
        var schedule = LearningRateSchedules.WithWarmup(LearningRateSchedules.Cosine(5), 1);
        var late = schedule(4.5);
        _ = schedule(0.1);
        Assert.Equal(late, schedule(4.5));
    }

    [Fact]
    public void Settings_out_of_range_are_refused()
    {
        Refused("epochs", () => LearningRateSchedules.Step(0, 0.5));
        Refused("epochs", () => LearningRateSchedules.Cosine(0));
        Refused("epochs", () => LearningRateSchedules.WithWarmup(LearningRateSchedules.Constant(), -0.1));
        foreach (var factor in new[] { -0.01, 1.01, double.NaN })
        {
            Refused("factor", () => LearningRateSchedules.Step(1, factor));
            Refused("factor", () => LearningRateSchedules.Cosine(1, factor));
        }
    }

    private static void Refused(string parameter, Func<LearningRateSchedule> make) =>
        Assert.Equal(parameter, Assert.Throws<ArgumentOutOfRangeException>(make).ParamName);
}
