package org.banyan.fuzzing;

import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.ParameterDeclarations;

/** Hands the corpus of a target to JUnit, after the empty input. */
final class CorpusArguments implements ArgumentsProvider {
    @Override
    public Stream<? extends Arguments> provideArguments(ParameterDeclarations parameters, ExtensionContext context) {
        Corpus corpus = Corpus.of(
                context.getRequiredTestClass(), context.getRequiredTestMethod().getName());
        return Stream.concat(Stream.of(new byte[0]), corpus.inputs().stream()).map(Arguments::of);
    }
}
