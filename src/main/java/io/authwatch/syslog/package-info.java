/** Frame to message: RFC 3164 and RFC 5424 in all their real shapes; a message that does not parse keeps its text. */
@NullMarked
package io.authwatch.syslog;

import org.jspecify.annotations.NullMarked;
