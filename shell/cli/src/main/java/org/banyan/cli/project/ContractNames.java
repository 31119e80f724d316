package org.banyan.cli.project;

import java.util.List;
import java.util.regex.Pattern;
import org.banyan.cli.base.CliException;

/**
 * The names that a contract project needs, from the one that was given.
 *
 * @param name of the contract on the chain, such as {@code stock-list}
 * @param type Java and Protocol Buffers name, such as {@code StockList}
 * @param javaPackage such as {@code com.acme.stock}
 */
record ContractNames(String name, String type, String javaPackage) {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
    private static final int NAME_MAX = 32;
    private static final Pattern PACKAGE = Pattern.compile("[a-z][a-z0-9_]*(\\.[a-z][a-z0-9_]*)*");
    private static final int PACKAGE_MAX = 128;

    /** Names that exist on every chain, or whose Java type would hide one that the generated code needs. */
    private static final List<String> TAKEN = List.of(
            "account",
            "registry",
            "token",
            "contract",
            "object",
            "string",
            "system",
            "bytes",
            "hash",
            "address",
            "amount");

    private static final List<String> KEYWORDS = List.of(
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

    /** @param javaPackage empty to make one from the name */
    static ContractNames of(String name, String javaPackage) {
        if (name.length() > NAME_MAX || !NAME.matcher(name).matches()) {
            throw CliException.usage(
                    "'" + name + "' is no name for a contract",
                    "use 1 to 32 lower-case letters, digits and single dashes, starting with a letter, such as stock-list");
        }
        if (TAKEN.contains(name)) {
            throw CliException.usage("the name '" + name + "' is taken", "choose another name");
        }
        String chosen = javaPackage.isEmpty() ? "contracts." + segment(name) : javaPackage;
        boolean usable = chosen.length() <= PACKAGE_MAX
                && PACKAGE.matcher(chosen).matches()
                && List.of(chosen.split("\\.")).stream().noneMatch(KEYWORDS::contains);
        if (!usable) {
            throw CliException.usage(
                    "'" + chosen + "' is no Java package", "use lower-case names with dots, such as com.acme.stock");
        }
        return new ContractNames(name, type(name), chosen);
    }

    private static String segment(String name) {
        String joined = name.replace("-", "");
        return KEYWORDS.contains(joined) ? joined + "_" : joined;
    }

    private static String type(String name) {
        StringBuilder type = new StringBuilder();
        for (String word : name.split("-")) {
            type.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
        }
        return type.toString();
    }
}
