using System.Text;
using MMPareto.Experiments.Comparisons;

namespace MMPareto.Experiments.Maps;

/// <summary>A plan as YAML for people; nothing reads it back.</summary>
internal static class MapPlanText
{
    public static string Write(MapPlan plan)
    {
        var text = new StringBuilder("# What was asked for here last. Each place has a plan of its own in its folder.\n");
        text.Append($"command: {PlanText.Quote(plan.CommandLine)}\nover:\n");
        foreach (var dial in plan.Dials) text.Append($"  {dial.Key}: [{string.Join(", ", dial.Values.Select(PlanText.Quote))}]\n");
        return text.ToString();
    }
}
