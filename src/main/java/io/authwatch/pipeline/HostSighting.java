package io.authwatch.pipeline;

import io.authwatch.wire.Origin;

/**
 * A host sent something in a batch.
 *
 * @param host its name
 * @param origin where its latest message came from
 * @param messages how many it sent
 */
record HostSighting(String host, Origin origin, int messages) {}
