/** The steps in a row, and the ports through which the rest of the program is told. */
@NullMarked
package io.authwatch.pipeline;

import org.jspecify.annotations.NullMarked;
