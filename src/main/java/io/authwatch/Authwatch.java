package io.authwatch;

/** Starts and stops everything. */
public final class Authwatch {}
