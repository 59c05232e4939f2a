package io.authwatch.rule;

import org.jspecify.annotations.Nullable;

/** A rule as the file declares it, defaults applied; without fields if it is switched off there. */
record DeclaredRule(String name, @Nullable RuleFields fields) {}
