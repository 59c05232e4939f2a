/** Alert to notification to delivery: the wording, the outbox and its schedule. */
@NullMarked
package io.authwatch.notify;

import org.jspecify.annotations.NullMarked;
