/** The Pushover notifier. */
@NullMarked
package io.authwatch.pushover;

import org.jspecify.annotations.NullMarked;
