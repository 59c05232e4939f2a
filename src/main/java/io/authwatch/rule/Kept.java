package io.authwatch.rule;

/** What is remembered of one key. */
interface Kept {
    /** When it was touched last, in touches of its kind. */
    long turn();

    void touch(long turn);

    /** After this steady time it can make no difference any more. */
    long expires();

    /** How much it holds, in times of 12 octets; 0: nothing, so that it need not be kept. */
    int stamps();

    /** Its form in a checkpoint. */
    byte[] octets();
}
