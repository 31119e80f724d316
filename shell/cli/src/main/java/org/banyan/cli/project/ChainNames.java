package org.banyan.cli.project;

import java.util.Locale;
import java.util.regex.Pattern;
import org.banyan.cli.base.CliException;
import org.banyan.types.specification.ChainSpecification;

/**
 * The names that a chain project needs, from the one that was given.
 *
 * @param name of the chain, such as {@code supply}
 * @param symbol of its fee token, such as {@code SUPPLY}
 */
record ChainNames(String name, String symbol, JavaPackage javaPackage) {
    /** Narrower than what a specification may say: a folder, an artifact and a word of a command line have this name, too. */
    private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

    private static final int SYMBOL_MAX = 12;

    /** Every node answers to it for the chain that it serves first. */
    private static final String ALIAS = "main";

    /** @param javaPackage empty to make one from the name */
    static ChainNames of(String name, String javaPackage) {
        if (name.length() > ChainSpecification.NAME_LENGTH_MAX
                || !NAME.matcher(name).matches()) {
            throw CliException.usage(
                    "'" + name + "' is no name for a chain",
                    "use 1 to " + ChainSpecification.NAME_LENGTH_MAX
                            + " lower-case letters, digits and single dashes between them, such as supply");
        }
        if (name.equals(ALIAS)) {
            throw CliException.usage("the name '" + name + "' is taken", "choose another name");
        }
        String word = startsWithDigit(name) ? "chain" + name : name;
        return new ChainNames(
                name,
                symbol(name),
                javaPackage.isEmpty() ? JavaPackage.below("chains", word) : JavaPackage.of(javaPackage));
    }

    private static String symbol(String name) {
        String letters = name.replace("-", "").toUpperCase(Locale.ROOT);
        String symbol = startsWithDigit(name) ? "T" + letters : letters;
        return symbol.substring(0, Math.min(symbol.length(), SYMBOL_MAX));
    }

    private static boolean startsWithDigit(String name) {
        return Character.isDigit(name.charAt(0));
    }
}
