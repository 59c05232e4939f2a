package io.authwatch.alert;

/**
 * How a silence stands.
 *
 * @param active whether it has begun
 * @param alerts alerts that it silenced so far
 * @param times how often they fired
 */
public record Standing(Silence silence, boolean active, long alerts, long times) {}
