package org.banyan.contract.test;

import java.util.ArrayList;
import java.util.List;
import org.banyan.contract.AccessSet.KeyAccess;
import org.banyan.contract.ContractInterface;

/** The failure of a test whose method leaves the keys that it declares. */
final class UndeclaredAccess {
    private UndeclaredAccess() {}

    /** @throws AssertionError if {@code beyond} is not empty */
    static void refuse(ContractInterface contract, TypedCall<?> call, List<KeyAccess> beyond) {
        if (beyond.isEmpty()) {
            return;
        }
        List<String> lines = new ArrayList<>();
        lines.add(call.method() + " of contract " + contract.name()
                + " touches keys that its access option does not declare:");
        MissingTemplate templates = new MissingTemplate(contract, call);
        for (KeyAccess touch : beyond) {
            String key = "  " + touch.mode() + (touch.prefix() ? " of all keys below " : " of key ")
                    + touch.key().toHex();
            lines.add(
                    touch.contract().equals(call.contract())
                            ? key
                                    + templates
                                            .of(touch)
                                            .map(template -> ", add   " + template)
                                            .orElse(", which is in no declared state field")
                            : key + " of " + touch.contract()
                                    + ", which cannot be declared yet: leave the access option out");
        }
        throw new AssertionError(String.join("\n", lines));
    }
}
