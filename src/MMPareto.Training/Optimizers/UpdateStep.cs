namespace MMPareto.Training.Optimizers;

/// <summary>Numbers of one step of one parameter.</summary>
/// <param name="Number">How many steps the parameter has taken, this one included; from 1.</param>
/// <param name="Rate">The learning rate.</param>
/// <param name="Factor">Factor on the learning rate, which leaves decoupled decay as it is.</param>
/// <param name="GradientFactor">Factor on the gradient, from clipping; 1 for none.</param>
internal readonly record struct UpdateStep(long Number, double Rate, double Factor, double GradientFactor);
