package org.banyan.archrules;

import org.junit.jupiter.api.Test;

/**
 * The rules of every module. Its tests hold one class {@code class ArchitectureTest implements ModuleRules {}}.
 *
 * <p>A module whose results every node must agree on implements {@link PureModuleRules} instead.
 */
public interface ModuleRules {
    @Test
    default void code_that_must_be_pure_is_checked_as_pure() {
        StructureRules.checkChoice(StructureRules.read(CompiledModule.of(getClass())), this instanceof PureModuleRules);
    }

    @Test
    default void dependencies_between_our_modules_follow_the_map() {
        StructureRules.ARROWS.check(CompiledModule.of(getClass()).uses());
    }

    @Test
    default void packages_have_no_cycles() {
        StructureRules.checkCycles(StructureRules.read(CompiledModule.of(getClass())));
    }

    @Test
    default void vendor_types_stay_in_their_adapters() {
        StructureRules.VENDORS.check(CompiledModule.of(getClass()).uses());
    }

    @Test
    default void the_kernel_names_no_consensus_token_or_vendor() {
        StructureRules.checkVocabulary(StructureRules.read(CompiledModule.of(getClass())));
    }

    @Test
    default void static_fields_are_final() {
        var module = CompiledModule.of(getClass());
        StructureRules.STATIC_STATE.check(module.uses().stream()
                .filter(use -> module.isHandwritten(use.user()))
                .toList());
    }

    @Test
    default void every_package_says_what_it_is_for_and_is_null_marked() {
        var module = CompiledModule.of(getClass());
        StructureRules.checkPackageInfos(StructureRules.read(module), module.handwrittenPackages());
    }
}
