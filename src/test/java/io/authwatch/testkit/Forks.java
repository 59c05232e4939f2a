package io.authwatch.testkit;

/** Which of the JVMs that test at the same time this one is. */
public final class Forks {
    private Forks() {}

    /** 1 for the first that Surefire or Failsafe started; 0 outside of them. */
    public static int number() {
        return Integer.getInteger("test.fork", 0);
    }

    /** A folder below {@code target} that no other JVM of the run uses. */
    public static String folder(String name) {
        return "target/" + name + "-" + number();
    }
}
