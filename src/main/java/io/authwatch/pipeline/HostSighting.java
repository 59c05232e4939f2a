package io.authwatch.pipeline;

import io.authwatch.wire.Origin;

/**
 * A host sent something in a batch from one address; from two addresses it is two of these.
 *
 * @param host its name
 * @param origin where the latest of these messages came from
 * @param messages how many it sent from there
 */
record HostSighting(String host, Origin origin, int messages) {}
