/** The ledger on SQLite: one transaction a batch. */
@NullMarked
package io.authwatch.store;

import org.jspecify.annotations.NullMarked;
