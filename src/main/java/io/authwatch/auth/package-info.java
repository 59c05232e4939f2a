/** Message to event: one recogniser a program, found by program name, its grammar anchored at both ends. */
@NullMarked
package io.authwatch.auth;

import org.jspecify.annotations.NullMarked;
