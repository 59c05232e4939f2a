/** Decision to alert: what a person should learn, once, and then counted. */
@NullMarked
package io.authwatch.alert;

import org.jspecify.annotations.NullMarked;
