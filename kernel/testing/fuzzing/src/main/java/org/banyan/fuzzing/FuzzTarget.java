package org.banyan.fuzzing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;

/**
 * A test method with one parameter {@code byte[]} that must end normally for every input, within {@link Budget}. Stands in a class whose name ends in
 * {@code FuzzTest}, has a constructor without parameters and keeps no state between inputs.
 *
 * <p>In a test run each line of the target's {@link Corpus} is one case, and the empty input another. Live runs start from the same corpus.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedTest(name = "corpus input {index}")
@ArgumentsSource(CorpusArguments.class)
@ExtendWith(BudgetedReplay.class)
public @interface FuzzTarget {}
