/** Metrics and health. */
@NullMarked
package io.authwatch.ops;

import org.jspecify.annotations.NullMarked;
