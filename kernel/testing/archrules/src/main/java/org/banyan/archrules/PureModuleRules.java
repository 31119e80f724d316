package org.banyan.archrules;

import org.junit.jupiter.api.Test;

/**
 * The rules of a module whose results every node must agree on, bit for bit. Its tests hold one class
 * {@code class ArchitectureTest implements PureModuleRules {}}.
 */
public interface PureModuleRules extends ModuleRules {
    @Test
    default void no_clock_is_read() {
        DeterminismRules.CLOCK.check(CompiledModule.of(getClass()).uses());
    }

    @Test
    default void no_randomness_is_drawn() {
        DeterminismRules.RANDOMNESS.check(CompiledModule.of(getClass()).uses());
    }

    @Test
    default void no_threads_or_locks_are_used() {
        DeterminismRules.THREADS.check(CompiledModule.of(getClass()).uses());
    }

    @Test
    default void no_floating_point_is_used() {
        DeterminismRules.FLOATING_POINT.check(CompiledModule.of(getClass()).uses());
    }

    @Test
    default void no_hash_ordered_collection_is_built() {
        DeterminismRules.HASH_ORDER.check(CompiledModule.of(getClass()).uses());
    }

    @Test
    default void no_object_identity_is_observed() {
        DeterminismRules.IDENTITY.check(CompiledModule.of(getClass()).uses());
    }

    @Test
    default void no_default_charset_or_locale_is_used() {
        DeterminismRules.LOCALE.check(CompiledModule.of(getClass()).uses());
    }

    @Test
    default void no_java_serialization_is_used() {
        DeterminismRules.SERIALIZATION.check(CompiledModule.of(getClass()).uses());
    }

    @Test
    default void no_outcome_depends_on_memory() {
        DeterminismRules.MEMORY.check(CompiledModule.of(getClass()).uses());
    }

    @Test
    default void nothing_outside_the_process_is_reached() {
        DeterminismRules.PLATFORM.check(CompiledModule.of(getClass()).uses());
    }
}
