/**
 * logcheck's rule files as a list of what is boring: POSIX extended regular expressions, one a line, about a whole line
 * of a log file.
 *
 * <pre>
 *  load   text ──EreReader──▶ Ere ──Header──▶ what follows the line's header ──Nfa──▶ LazyDfa
 *                              └──Literals──▶ the fixed text that a match holds ──▶ GramIndex
 *
 *  match  AuthEvent ──▶ LogLine ──GramIndex──▶ the few rules whose fixed text is there ──LazyDfa──▶ the rule, or none
 * </pre>
 *
 * <p>Decisions are those of {@code LC_ALL=C grep -E} (GNU grep 3.8) about the line: octets, not characters; a letter is
 * an ASCII letter. logcheck itself runs in the locale of whoever starts it; here a decision must not hang on that.
 */
@NullMarked
package io.authwatch.rule.logcheck;

import org.jspecify.annotations.NullMarked;
