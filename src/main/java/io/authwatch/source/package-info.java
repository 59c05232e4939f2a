/** Inputs: UDP, TCP and file tail; who may send, and how much. */
@NullMarked
package io.authwatch.source;

import org.jspecify.annotations.NullMarked;
