/** Event to decision: the rule file, the rules in force for a host, and the windows they keep. */
@NullMarked
package io.authwatch.rule;

import org.jspecify.annotations.NullMarked;
