package org.banyan.cli.project;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.banyan.cli.base.CliException;

/**
 * The Java package of a new project.
 *
 * @param name such as {@code com.acme.stock}
 */
record JavaPackage(String name) {
    private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9_]*(\\.[a-z][a-z0-9_]*)*");
    private static final int LENGTH_MAX = 128;

    /** The platform's own, in which nobody else may have classes. */
    private static final String PLATFORM = "java";

    private static final Set<String> KEYWORDS = Set.of(
            "abstract",
            "assert",
            "boolean",
            "break",
            "byte",
            "case",
            "catch",
            "char",
            "class",
            "const",
            "continue",
            "default",
            "do",
            "double",
            "else",
            "enum",
            "extends",
            "false",
            "final",
            "finally",
            "float",
            "for",
            "goto",
            "if",
            "implements",
            "import",
            "instanceof",
            "int",
            "interface",
            "long",
            "native",
            "new",
            "null",
            "package",
            "private",
            "protected",
            "public",
            "return",
            "short",
            "static",
            "strictfp",
            "super",
            "switch",
            "synchronized",
            "this",
            "throw",
            "throws",
            "transient",
            "true",
            "try",
            "void",
            "volatile",
            "while");

    /** @throws CliException if Java would refuse it */
    static JavaPackage of(String name) {
        boolean usable = name.length() <= LENGTH_MAX
                && FORM.matcher(name).matches()
                && !(name + ".").startsWith(PLATFORM + ".")
                && List.of(name.split("\\.", -1)).stream().noneMatch(KEYWORDS::contains);
        if (!usable) {
            throw CliException.usage(
                    "'" + name + "' is no Java package", "use lower-case names with dots, such as com.acme.stock");
        }
        return new JavaPackage(name);
    }

    /** The package below {@code group} for a project of which nobody said the package. */
    static JavaPackage below(String group, String projectName) {
        String joined = projectName.replace("-", "");
        return of(group + "." + (KEYWORDS.contains(joined) ? joined + "_" : joined));
    }

    String path() {
        return name.replace('.', '/');
    }
}
