package org.banyan.archrules.examples;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** The class breaks exactly the rule of this id. */
@Retention(RetentionPolicy.RUNTIME)
public @interface Breaks {
    String value();
}
