/** Octets to frames: framing of streams (RFC 6587), lines of files, and where they came from. */
@NullMarked
package io.authwatch.wire;

import org.jspecify.annotations.NullMarked;
