package io.authwatch.config;

/** Which host a message belongs to. */
public enum HostIdentity {
    /** The HOSTNAME that the message names. */
    HEADER,
    /** The address of its sender. */
    PEER
}
