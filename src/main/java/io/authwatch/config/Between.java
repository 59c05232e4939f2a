package io.authwatch.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The range of a setting, both ends included, written as its values are. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface Between {
    /** The least value. */
    String from();

    /** The greatest value. */
    String to();
}
