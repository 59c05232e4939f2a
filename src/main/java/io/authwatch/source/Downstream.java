package io.authwatch.source;

import io.authwatch.pipeline.Batcher;
import io.authwatch.pipeline.Happenings;
import io.authwatch.pipeline.Intake;
import io.authwatch.wire.Input;
import java.util.function.Function;

/**
 * What every input hands its messages to.
 *
 * <p>The inputs tell {@link Happenings#received} for every frame, and {@link Happenings#dropped} for those that they
 * drop themselves. A batch that the intake took is the writer's to count.
 *
 * @param lanes makes the lane of one thread, which all its connections share in turn
 * @param intake the way to the writer
 * @param happenings who is told
 * @param clocks what time it is
 */
public record Downstream(Function<Input, Batcher> lanes, Intake intake, Happenings happenings, Clocks clocks) {}
