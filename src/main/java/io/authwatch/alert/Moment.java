package io.authwatch.alert;

import java.time.Instant;

/**
 * One call's time.
 *
 * @param at steady, in milliseconds: what lasts is measured by it
 * @param clock what the clock shows, whole milliseconds: for people
 */
record Moment(long at, Instant clock) {}
