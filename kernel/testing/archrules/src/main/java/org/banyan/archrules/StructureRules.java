package org.banyan.archrules;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/** How modules and packages may depend on each other, and what the kernel may name. Source: DESIGN.md 1, STYLE.md 1 and 2. */
final class StructureRules {
    static final Rule ARROWS = new Rule(
            "arrows",
            "Arrows between modules point down (DESIGN.md 1); a module uses only what its line in org.banyan.archrules.Layout names.",
            "move the code to the side that may see both, or let the lower side own a port that the upper one implements; "
                    + "a new module or package adds its line to Layout.",
            use -> use.kind() != Use.Kind.CODE
                    && Layout.knows(use.user())
                    && Layout.knows(use.owner())
                    && Layout.of(use.user())
                            .map(module -> !module.maySee(use.owner()))
                            .orElse(true),
            List.of());

    static final Rule VENDORS = new Rule(
            "vendors",
            "A vendor's classes stop at the adapter, so that it can be exchanged; injection lives in node modules alone.",
            "speak kernel types and take constructor arguments; the module that org.banyan.archrules.Vendors names translates.",
            use -> use.kind() != Use.Kind.CODE
                    && Arrays.stream(Vendors.values())
                            .anyMatch(vendor -> vendor.owns(use.owner()) && !vendor.mayBeUsedBy(use.user())),
            List.of());

    static final Rule STATIC_STATE = new Rule(
            "static-state",
            "There is no static mutable state: many chains live in one process.",
            "make it a field of an object that a constructor passes on.",
            Forbids.code(BytecodeScan.MUTABLE_STATIC),
            List.of());

    /** What only plug-ins and drivers may speak of. */
    private static final List<String> FOREIGN_WORDS = List.of("delegate", "delegates", "dpos", "stake", "stakes");

    private static final List<String> FOREIGN_NAMES =
            List.of("akka", "armeria", "bouncycastle", "grpc", "guice", "leveldb", "netty", "feetoken");

    private static final List<Layout> KERNEL_WITHOUT_VOCABULARY =
            List.of(Layout.TYPES, Layout.CONTRACT, Layout.SPI, Layout.CORE);

    private StructureRules() {}

    /** Class, method and field names of the kernel name no consensus, no token and no vendor. */
    static void checkVocabulary(JavaClasses classes) {
        var found = new TreeSet<String>();
        for (JavaClass type : classes) {
            boolean bound = Layout.of(type.getName())
                    .filter(KERNEL_WITHOUT_VOCABULARY::contains)
                    .isPresent();
            if (bound) {
                foreignWord(type.getSimpleName()).ifPresent(word -> found.add(type.getName()));
                type.getMembers().stream()
                        .filter(member -> foreignWord(member.getName()).isPresent())
                        .forEach(member -> found.add(member.getFullName()));
            }
        }
        fail(
                "vocabulary",
                "The kernel knows no consensus, no token and no vendor; these names speak of one.",
                "use the kernel's word (docs/glossary.md: a delegate is a producer), or move the code to the plug-in.",
                found);
    }

    /** Every hand-written package has a package-info marked {@code @NullMarked}. */
    static void checkPackageInfos(JavaClasses classes, List<String> handwrittenPackages) {
        var found = new TreeSet<String>();
        for (String name : handwrittenPackages) {
            boolean marked =
                    classes.containPackage(name) && classes.getPackage(name).isAnnotatedWith(NullMarked.class);
            if (!marked) {
                found.add(name);
            }
        }
        fail(
                "package-info",
                "Every package says what it is for and what it must not know, and excludes nulls.",
                "add package-info.java with a few lines of Javadoc and @NullMarked.",
                found);
    }

    /** No package depends on itself through others. */
    static void checkCycles(JavaClasses classes) {
        slices().assignedFrom(byPackage())
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true)
                .because("arrows never turn back: move what both sides need below them, or join the packages")
                .check(classes);
    }

    /** A module that the map calls pure runs the pure rules. */
    static void checkChoice(JavaClasses classes, boolean checkedAsPure) {
        var found = new TreeSet<String>();
        if (!checkedAsPure) {
            for (JavaClass type : classes) {
                Layout.of(type.getName()).filter(Layout::isPure).ifPresent(module -> found.add(module.root()));
            }
        }
        fail(
                "pure/choice",
                "Every node must agree on the results of these packages.",
                "let ArchitectureTest implement PureModuleRules.",
                found);
    }

    static JavaClasses read(CompiledModule module) {
        return new ClassFileImporter().importPath(module.classes());
    }

    private static Optional<String> foreignWord(String name) {
        String spaced =
                name.replaceAll("([a-z0-9])([A-Z])", "$1 $2").replace('_', ' ').toLowerCase(Locale.ROOT);
        List<String> words = List.of(spaced.split(" "));
        String joined = spaced.replace(" ", "");
        return Stream.concat(
                        FOREIGN_WORDS.stream().filter(words::contains),
                        FOREIGN_NAMES.stream().filter(joined::contains))
                .findFirst();
    }

    private static SliceAssignment byPackage() {
        return new SliceAssignment() {
            @Override
            public SliceIdentifier getIdentifierOf(JavaClass type) {
                JavaPackage pack = type.getPackage();
                return Layout.knows(type.getName()) ? SliceIdentifier.of(pack.getName()) : SliceIdentifier.ignore();
            }

            @Override
            public String getDescription() {
                return "packages";
            }
        };
    }

    private static void fail(String rule, String law, String instead, TreeSet<String> found) {
        if (!found.isEmpty()) {
            throw new AssertionError("[" + rule + "] " + law + "\nInstead: " + instead + "\n"
                    + found.stream().map(each -> "  " + each).collect(Collectors.joining("\n")));
        }
    }
}
