package org.banyan.cli.delegate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.banyan.cli.base.CliException;
import org.banyan.drivers.crypto.keystore.DevKeys;
import org.banyan.sdk.BanyanClient;
import org.banyan.sdk.ChainFacts;
import org.banyan.v1.Delegate;

/** Delegates by name: those of public test keys on development chains; everybody by address. */
final class Names {
    private final Map<String, String> byAddress = new LinkedHashMap<>();

    private Names() {}

    static Names of(BanyanClient client) {
        Names names = new Names();
        ChainFacts facts = client.facts();
        if (facts.development()) {
            DevKeys keys = new DevKeys(facts.suite());
            Stream.concat(DevKeys.PRODUCERS.stream(), DevKeys.NAMES.stream())
                    .forEach(name -> names.byAddress.put(
                            facts.addressText()
                                    .format(facts.suite()
                                            .addressOf(keys.signer(name).publicKey())),
                            name));
        }
        return names;
    }

    /** What people are shown. */
    String show(String address) {
        return byAddress.getOrDefault(address, address);
    }

    /** The address of a name; an address itself. */
    String address(String given) {
        return byAddress.entrySet().stream()
                .filter(entry -> entry.getValue().equals(given))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(given);
    }

    /**
     * The delegate that is meant: by name or address, else the only one that the node builds for.
     *
     * @throws CliException if it is not clear which
     */
    Delegate find(List<Delegate> all, String given) {
        if (given.isEmpty()) {
            List<Delegate> own = all.stream().filter(Delegate::getOwn).toList();
            if (own.size() == 1) {
                return own.getFirst();
            }
            throw CliException.usage(
                    own.isEmpty()
                            ? "this node builds for none of the chain's delegates"
                            : "this node builds for " + own.size() + " delegates",
                    "name one: "
                            + String.join(
                                    ", ",
                                    (own.isEmpty() ? all : own)
                                            .stream()
                                                    .map(each -> show(each.getAddress()))
                                                    .toList()));
        }
        String address = address(given);
        return all.stream()
                .filter(each -> each.getAddress().equals(address))
                .findFirst()
                .orElseThrow(() -> CliException.usage(
                        "there is no delegate '" + given + "' on this chain",
                        "name one: "
                                + String.join(
                                        ", ",
                                        all.stream()
                                                .map(each -> show(each.getAddress()))
                                                .toList())));
    }
}
