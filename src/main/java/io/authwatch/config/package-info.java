/** Settings, their defaults, and the one line that says what is wrong with them. */
@NullMarked
package io.authwatch.config;

import org.jspecify.annotations.NullMarked;
