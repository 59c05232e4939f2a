/**
 * The ledger on SQLite: one transaction a commit.
 *
 * <ul>
 *   <li>{@code SqliteLedger}, {@code SqliteHistory}: the two ports, for the one writer and for all readers.
 *   <li>{@code DataDirectory}, {@code FileSystems}, {@code NativeLibrary}, {@code Schema}, {@code Sqlite}: what an
 *       opening does.
 *   <li>{@code Transactions}, {@code StorageFault}, {@code LogSpace}, {@code Pruning}, {@code Reserve}: all or nothing,
 *       what an error means, and disk use.
 *   <li>{@code LogTable} and one class a table.
 *   <li>{@code LogCodec}, {@code EventFormat}: the log's octets.
 * </ul>
 */
@NullMarked
package io.authwatch.store;

import org.jspecify.annotations.NullMarked;
