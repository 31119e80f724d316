package org.banyan.cli.project;

import java.util.Set;
import java.util.regex.Pattern;
import org.banyan.cli.base.CliException;

/**
 * The names that a contract project needs, from the one that was given.
 *
 * @param name of the contract on the chain, such as {@code stock-list}
 * @param type Java and Protocol Buffers name, such as {@code StockList}
 */
record ContractNames(String name, String type, JavaPackage javaPackage) {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
    private static final int NAME_MAX = 32;

    /** Names that exist on every chain, or whose Java type would hide one that the generated code needs. */
    private static final Set<String> TAKEN = Set.of(
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
        return new ContractNames(
                name,
                type(name),
                javaPackage.isEmpty() ? JavaPackage.below("contracts", name) : JavaPackage.of(javaPackage));
    }

    private static String type(String name) {
        StringBuilder type = new StringBuilder();
        for (String word : name.split("-", -1)) {
            type.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
        }
        return type.toString();
    }
}
