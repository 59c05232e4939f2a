/**
 * Authwatch: the auth messages of a fleet in, what matters on a phone out.
 *
 * <pre>
 *  source            syslog              event             rule              alert               notify
 *  bytes  ──frame──▶ SyslogMessage ────▶ AuthEvent ──────▶ Match ──────────▶ Alert ────────────▶ Notification
 *  (per connection,  (a view of bytes,   (what happened,   (which rules,     (open, counted,     (outbox → Pushover)
 *   with its Ack)     no copies)          ECS fields)       stateless)        cooled down)
 *  └──────── on the input's own event loop, in batches ───────────┘ └── one writer, one commit per batch ──┘
 * </pre>
 *
 * <p>Start reading at {@link io.authwatch.Authwatch}, then {@link io.authwatch.pipeline.Pipeline}. The packages stand
 * here in the order in which a message passes them; each knows only those before it.
 *
 * <ul>
 *   <li>{@code wire}: octets to frames.
 *   <li>{@code syslog}: frame to message, RFC 3164 and RFC 5424 in all their real shapes.
 *   <li>{@code auth}: message to event, one recogniser a program.
 *   <li>{@code rule}: event to decision.
 *   <li>{@code alert}: decision to alert: what a person should learn, once.
 *   <li>{@code notify}: alert to notification to delivery.
 *   <li>{@code pipeline}: the steps in a row, and the ports to the world.
 * </ul>
 *
 * <p>Above this line: the JDK, a YAML parser and RE2/J; no framework, file, thread or clock. Below it, the edges, which
 * never know each other:
 *
 * <ul>
 *   <li>{@code source}: UDP, TCP, file tail, the systemd journal.
 *   <li>{@code pushover}: the notifier.
 *   <li>{@code store}: the ledger on SQLite.
 *   <li>{@code config}: the settings and their checks.
 *   <li>{@code web}: the API.
 *   <li>{@code ops}: metrics and health.
 * </ul>
 */
@NullMarked
package io.authwatch;

import org.jspecify.annotations.NullMarked;
