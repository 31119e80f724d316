package org.banyan.node.specification;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.banyan.types.Bytes;
import org.banyan.types.specification.ContractCollection;
import org.banyan.types.specification.ExtensionRule;
import org.banyan.types.specification.InherentRule;
import org.banyan.types.specification.SystemContract;

/** The contract collection in a specification's text. */
final class CollectionText {
    private CollectionText() {}

    static Optional<ContractCollection> read(Fields fields) {
        var contracts = fields.objects("contracts").stream()
                .map(CollectionText::contract)
                .flatMap(Optional::stream)
                .toList();
        var extensions = fields.objects("extensions").stream()
                .map(each -> each.make(() -> new ExtensionRule(each.text("id"), each.flag("critical", true))))
                .flatMap(Optional::stream)
                .toList();
        var inherents = fields.objects("inherents").stream()
                .map(CollectionText::inherent)
                .flatMap(Optional::stream)
                .toList();
        var collection = fields.make(() -> new ContractCollection(
                contracts,
                extensions,
                fields.text("account-contract", ""),
                fields.text("registry-contract", ""),
                fields.text("fee-contract", ""),
                fields.smallNumbers("deployable-categories"),
                inherents,
                fields.texts("light-clients")));
        fields.refuseOthers();
        return collection;
    }

    private static Optional<InherentRule> inherent(Fields fields) {
        var rule = fields.make(
                () -> new InherentRule(fields.text("kind"), fields.text("contract"), fields.text("method")));
        fields.refuseOthers();
        return rule;
    }

    private static Optional<SystemContract> contract(Fields fields) {
        var contract = fields.make(() -> new SystemContract(
                fields.text("name"),
                fields.smallNumber("version"),
                fields.smallNumber("category"),
                fields.hash("descriptor-hash"),
                fields.hex("code-hex", Bytes.EMPTY),
                fields.hex("parameters-hex", Bytes.EMPTY)));
        fields.refuseOthers();
        return contract;
    }

    static Map<String, Object> write(ContractCollection c) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put(
                "contracts",
                c.contracts().stream()
                        .map(contract -> {
                            Map<String, Object> written = ordered(
                                    "name", contract.name(),
                                    "version", contract.version(),
                                    "category", contract.category(),
                                    "descriptor-hash", contract.descriptorHash().toHex());
                            putHex(written, "code-hex", contract.code());
                            putHex(written, "parameters-hex", contract.parameters());
                            return written;
                        })
                        .toList());
        fields.put(
                "extensions",
                c.extensions().stream()
                        .map(rule -> ordered("id", rule.id(), "critical", rule.critical()))
                        .toList());
        fields.put("account-contract", c.accountContract());
        fields.put("registry-contract", c.registryContract());
        fields.put("fee-contract", c.feeContract());
        fields.put("deployable-categories", c.deployableCategories());
        fields.put(
                "inherents",
                c.inherents().stream()
                        .map(rule -> ordered("kind", rule.kind(), "contract", rule.contract(), "method", rule.method()))
                        .toList());
        fields.put("light-clients", c.lightClients());
        return fields;
    }

    static void putHex(Map<String, Object> fields, String name, Bytes bytes) {
        if (!bytes.isEmpty()) {
            fields.put(name, bytes.toHex());
        }
    }

    static Map<String, Object> ordered(Object... namesAndValues) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return fields;
    }
}
