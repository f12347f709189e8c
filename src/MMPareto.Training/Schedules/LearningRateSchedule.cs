namespace MMPareto.Training.Schedules;

/// <summary>Factors on the learning rate as pure functions of the position in training; there is no state to save.</summary>
/// <param name="epoch">Epochs done so far, with fraction: 1.5 is in the middle of the second epoch.</param>
/// <returns>The factor, 0 or more.</returns>
public delegate double LearningRateSchedule(double epoch);
