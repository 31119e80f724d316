package org.banyan.types.specification;

import java.util.List;
import java.util.Optional;
import org.banyan.types.Bounds;
import org.banyan.types.Hash;
import org.banyan.types.Identifiers;
import org.banyan.types.block.Header;
import org.banyan.types.codec.CanonicalReader;
import org.banyan.types.codec.CanonicalWriter;
import org.banyan.types.codec.Codec;
import org.banyan.types.crypto.HashFunction;
import org.banyan.types.crypto.Tag;

/**
 * The system contracts, the header extensions and which categories of code may be deployed. Its hash names the rules of the chain. DESIGN.md 4.
 *
 * @param contracts strictly ascending by name
 * @param extensions strictly ascending by id
 * @param accountContract name of the contract of key accounts, empty when the chain has none; each role must name a member of {@code contracts}
 * @param registryContract name of the contract that knows where code stands, empty when the chain has none
 * @param feeContract name of the contract that takes fees, empty when the chain has none
 * @param deployableCategories runtime categories whose code may be deployed, strictly ascending
 * @param inherents which system contracts take which inherents, strictly ascending by kind
 * @param lightClients ids of the consensus whose chains this one can follow, strictly ascending
 */
public record ContractCollection(
        List<SystemContract> contracts,
        List<ExtensionRule> extensions,
        String accountContract,
        String registryContract,
        String feeContract,
        List<Integer> deployableCategories,
        List<InherentRule> inherents,
        List<String> lightClients) {
    public static final int CONTRACTS_MAX = 256;
    public static final int CATEGORIES_MAX = 32;
    public static final int INHERENTS_MAX = 32;
    public static final int LIGHT_CLIENTS_MAX = 32;
    public static final Codec<ContractCollection> CODEC = new ContractCollectionCodec();

    public ContractCollection {
        contracts = List.copyOf(contracts);
        extensions = List.copyOf(extensions);
        deployableCategories = List.copyOf(deployableCategories);
        inherents = List.copyOf(inherents);
        lightClients = List.copyOf(lightClients);
        Bounds.countMax("contracts of the collection", contracts, CONTRACTS_MAX);
        Bounds.countMax("extensions of the collection", extensions, Header.EXTENSIONS_MAX);
        Bounds.countMax("deployable categories", deployableCategories, CATEGORIES_MAX);
        Bounds.countMax("inherents of the collection", inherents, INHERENTS_MAX);
        Bounds.countMax("light clients of the collection", lightClients, LIGHT_CLIENTS_MAX);
        Bounds.ascending(
                "names of system contracts",
                contracts.stream().map(SystemContract::name).toList());
        Bounds.ascending(
                "ids of extension rules",
                extensions.stream().map(ExtensionRule::id).toList());
        Bounds.ascending("deployable categories", deployableCategories);
        for (int category : deployableCategories) {
            Bounds.between("deployable category", category, 0, Integer.MAX_VALUE);
        }
        Bounds.ascending(
                "kinds of inherents", inherents.stream().map(InherentRule::kind).toList());
        lightClients.forEach(id -> Identifiers.lowerCase("id of a light client", id));
        Bounds.ascending("ids of light clients", lightClients);
        for (InherentRule rule : inherents) {
            requireMember("inherent " + rule.kind(), rule.contract(), contracts);
        }
        requireMember("account", accountContract, contracts);
        requireMember("registry", registryContract, contracts);
        requireMember("fee", feeContract, contracts);
    }

    private static void requireMember(String role, String name, List<SystemContract> contracts) {
        if (!name.isEmpty() && contracts.stream().noneMatch(c -> c.name().equals(name))) {
            throw new IllegalArgumentException("the collection names '" + name + "' as its " + role
                    + " contract but does not contain it; add the contract or leave the role empty");
        }
    }

    public Hash hash(HashFunction hash) {
        return hash.hash(Tag.COLLECTION, CODEC.encode(this));
    }

    public Optional<SystemContract> contract(String name) {
        return contracts.stream().filter(c -> c.name().equals(name)).findFirst();
    }

    public Optional<ExtensionRule> extension(String id) {
        return extensions.stream().filter(e -> e.id().equals(id)).findFirst();
    }

    /** Who takes the inherents of this kind. */
    public Optional<InherentRule> inherent(String kind) {
        return inherents.stream().filter(rule -> rule.kind().equals(kind)).findFirst();
    }

    private static final class ContractCollectionCodec implements Codec<ContractCollection> {
        @Override
        public void write(ContractCollection value, CanonicalWriter out) {
            out.repeated(1, value.contracts, SystemContract.CODEC);
            out.repeated(2, value.extensions, ExtensionRule.CODEC);
            out.string(3, value.accountContract);
            out.string(4, value.registryContract);
            out.string(5, value.feeContract);
            out.packedUint64(
                    6,
                    value.deployableCategories.stream().map(Integer::longValue).toList());
            out.repeated(7, value.inherents, InherentRule.CODEC);
            out.repeatedStrings(8, value.lightClients);
        }

        @Override
        public ContractCollection read(CanonicalReader in) {
            return new ContractCollection(
                    in.repeated(1, SystemContract.CODEC, CONTRACTS_MAX),
                    in.repeated(2, ExtensionRule.CODEC, Header.EXTENSIONS_MAX),
                    in.string(3, Identifiers.LENGTH_MAX),
                    in.string(4, Identifiers.LENGTH_MAX),
                    in.string(5, Identifiers.LENGTH_MAX),
                    categories(in),
                    in.repeated(7, InherentRule.CODEC, INHERENTS_MAX),
                    in.repeatedStrings(8, LIGHT_CLIENTS_MAX));
        }

        private static List<Integer> categories(CanonicalReader in) {
            List<Long> written = in.packedUint64(6, CATEGORIES_MAX);
            for (long category : written) {
                Bounds.between("deployable category", category, 0, Integer.MAX_VALUE);
            }
            return written.stream().map(Long::intValue).toList();
        }
    }
}
