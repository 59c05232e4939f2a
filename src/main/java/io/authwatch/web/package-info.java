/** The HTTP API. */
@NullMarked
package io.authwatch.web;

import org.jspecify.annotations.NullMarked;
