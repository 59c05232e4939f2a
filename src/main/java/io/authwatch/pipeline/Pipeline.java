package io.authwatch.pipeline;

/** The steps in a row. */
public final class Pipeline {}
