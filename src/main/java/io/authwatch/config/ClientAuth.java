package io.authwatch.config;

/** Whether senders show a certificate: all of them, those who want to, or nobody is asked. */
public enum ClientAuth {
    REQUIRED,
    OPTIONAL,
    OFF
}
