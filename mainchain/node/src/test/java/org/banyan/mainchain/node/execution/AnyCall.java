package org.banyan.mainchain.node.execution;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.banyan.contract.CodeBinding;
import org.banyan.contract.ContractCall;
import org.banyan.contracts.account.AccountClient;
import org.banyan.contracts.account.GetPolicyRequest;
import org.banyan.contracts.account.Policy;
import org.banyan.contracts.account.SetPolicyRequest;
import org.banyan.contracts.account.WeightedKey;
import org.banyan.contracts.crosschain.CrosschainClient;
import org.banyan.contracts.crosschain.FollowRequest;
import org.banyan.contracts.crosschain.GetRegistrarRequest;
import org.banyan.contracts.crosschain.ListChildrenRequest;
import org.banyan.contracts.crosschain.RegisterRequest;
import org.banyan.contracts.crosschain.SetRegistrarRequest;
import org.banyan.contracts.registry.DeployRequest;
import org.banyan.contracts.registry.GetContractRequest;
import org.banyan.contracts.registry.ListContractsRequest;
import org.banyan.contracts.registry.RegistryClient;
import org.banyan.contracts.registry.UpgradeRequest;
import org.banyan.contracts.token.ApproveRequest;
import org.banyan.contracts.token.BurnRequest;
import org.banyan.contracts.token.CreateRequest;
import org.banyan.contracts.token.GetBalanceRequest;
import org.banyan.contracts.token.GetTokenRequest;
import org.banyan.contracts.token.IssueRequest;
import org.banyan.contracts.token.ListBalancesRequest;
import org.banyan.contracts.token.ListTokensRequest;
import org.banyan.contracts.token.SetFeeTokenRequest;
import org.banyan.contracts.token.TokenClient;
import org.banyan.contracts.token.TransferFromRequest;
import org.banyan.contracts.token.TransferRequest;
import org.banyan.mainchain.bench.BenchClient;
import org.banyan.mainchain.bench.BurnLyingRequest;
import org.banyan.mainchain.bench.HotRequest;
import org.banyan.mainchain.bench.LinkRequest;
import org.banyan.mainchain.bench.MintRequest;
import org.banyan.mainchain.bench.SendRequest;
import org.banyan.types.Address;
import org.banyan.types.Amount;
import org.banyan.types.Bytes;
import org.banyan.types.crypto.Signer;

/** Draws calls of every contract of a development chain, right ones and wrong ones. */
final class AnyCall {
    private static final List<String> SYMBOLS = List.of("BNY", "AAA", "BBB", "CCC", "nope");
    private static final List<String> NAMES = List.of("token", "bench", "registry", "unheard-of");
    private static final int UNITS_MAX = 30_000;

    private final SplittableRandom random;
    private final List<Signer> signers;
    private final List<Address> addresses;

    /** How many keys a block's calls share: few make conflicts. */
    private final int keys;

    /** @param contract by name, or the account's own */
    record Drawn(String contract, ContractCall call) {}

    AnyCall(SplittableRandom random, List<Signer> signers, List<Address> addresses) {
        this.random = random;
        this.signers = signers;
        this.addresses = addresses;
        this.keys = 1 + random.nextInt(random.nextBoolean() ? 5 : 300);
    }

    /** Which contracts the block's calls are of: one alone, or all. */
    List<Drawn> calls(int count) {
        int only = random.nextInt(8);
        List<Drawn> calls = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int of = only < 5 ? only : random.nextInt(5);
            calls.add(
                    switch (of) {
                        case 0, 1 -> new Drawn("token", token());
                        case 2 -> new Drawn("bench", bench());
                        case 3 ->
                            random.nextInt(4) == 0 ? new Drawn("account", account()) : new Drawn("token", token());
                        default ->
                            random.nextBoolean()
                                    ? new Drawn("registry", registry())
                                    : new Drawn("crosschain", crosschain());
                    });
        }
        return calls;
    }

    private Address anyone() {
        return addresses.get(random.nextInt(1 + random.nextInt(addresses.size())));
    }

    private String symbol() {
        return SYMBOLS.get(random.nextInt(1 + random.nextInt(SYMBOLS.size())));
    }

    private Amount amount() {
        return switch (random.nextInt(12)) {
            case 0 -> Amount.MAX.minus(Amount.of(random.nextInt(100)));
            case 1 -> Amount.of(random.nextInt(1_000_000_000)).times(1_000_000);
            case 2 -> Amount.ZERO;
            default -> Amount.of(1 + random.nextInt(100));
        };
    }

    private ContractCall token() {
        return switch (random.nextInt(16)) {
            case 0 -> TokenClient.APPROVE.call(new ApproveRequest(anyone(), symbol(), amount()));
            case 1, 2, 3 ->
                TokenClient.TRANSFER_FROM.call(new TransferFromRequest(anyone(), anyone(), symbol(), amount(), ""));
            case 4 -> TokenClient.BURN.call(new BurnRequest(symbol(), amount(), "gone"));
            case 5 -> TokenClient.ISSUE.call(new IssueRequest(symbol(), anyone(), amount(), ""));
            case 6 -> TokenClient.CREATE.call(new CreateRequest(symbol(), "Any", 2, Amount.MAX, anyone()));
            case 7 -> TokenClient.GET_BALANCE.call(new GetBalanceRequest(anyone(), symbol()));
            case 8 -> TokenClient.LIST_BALANCES.call(new ListBalancesRequest(anyone()));
            case 9 -> TokenClient.GET_TOKEN.call(new GetTokenRequest(symbol()));
            case 10 ->
                random.nextInt(4) == 0
                        ? TokenClient.LIST_TOKENS.call(new ListTokensRequest())
                        : TokenClient.SET_FEE_TOKEN.call(new SetFeeTokenRequest(symbol()));
            default -> TokenClient.TRANSFER.call(new TransferRequest(anyone(), symbol(), amount(), "x"));
        };
    }

    private ContractCall bench() {
        long units = random.nextInt(UNITS_MAX);
        long one = random.nextInt(1 + random.nextInt(keys));
        long other = random.nextInt(1 + random.nextInt(keys));
        return switch (random.nextInt(10)) {
            case 0, 1 -> BenchClient.BURN.call(new org.banyan.mainchain.bench.BurnRequest(units, one, other));
            case 2 ->
                random.nextInt(4) == 0
                        ? BenchClient.BURN_WIDE.call(new org.banyan.mainchain.bench.BurnRequest(units, one, other))
                        : BenchClient.HOT.call(new HotRequest(units));
            case 3 -> BenchClient.BURN_UNDECLARED.call(new org.banyan.mainchain.bench.BurnRequest(units, one, other));
            case 4 -> BenchClient.BURN_LYING.call(new BurnLyingRequest(units, one, other));
            case 5, 6 -> BenchClient.LINK.call(new LinkRequest(units, one, other));
            case 7 -> BenchClient.MINT.call(new MintRequest(anyone(), amount()));
            default -> BenchClient.SEND.call(new SendRequest(anyone(), amount()));
        };
    }

    private ContractCall account() {
        if (random.nextBoolean()) {
            return AccountClient.GET_POLICY.call(new GetPolicyRequest());
        }
        List<WeightedKey> known = new ArrayList<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            var key = signers.get(random.nextInt(signers.size())).publicKey();
            known.add(new WeightedKey(key.scheme(), key.bytes(), 1 + random.nextInt(2)));
        }
        return AccountClient.SET_POLICY.call(new SetPolicyRequest(new Policy(known, random.nextInt(5))));
    }

    private ContractCall registry() {
        String name = NAMES.get(random.nextInt(NAMES.size()));
        Bytes descriptor = random.nextInt(4) == 0 ? Bytes.EMPTY : Bytes.utf8("descriptor");
        return switch (random.nextInt(5)) {
            case 0 -> RegistryClient.LIST_CONTRACTS.call(new ListContractsRequest("", random.nextInt(5)));
            case 1 -> RegistryClient.GET_CONTRACT.call(new GetContractRequest(name));
            case 2 -> RegistryClient.UPGRADE.call(new UpgradeRequest(name, 1, Bytes.EMPTY, descriptor));
            default ->
                RegistryClient.DEPLOY.call(
                        new DeployRequest(name, random.nextInt(3), CodeBinding.TRUSTED, Bytes.EMPTY, descriptor));
        };
    }

    private ContractCall crosschain() {
        Bytes rubbish = Bytes.utf8("no header " + random.nextInt(9));
        return switch (random.nextInt(5)) {
            case 0 -> CrosschainClient.SET_REGISTRAR.call(new SetRegistrarRequest(anyone()));
            case 1 -> CrosschainClient.GET_REGISTRAR.call(new GetRegistrarRequest());
            case 2 -> CrosschainClient.LIST_CHILDREN.call(new ListChildrenRequest(""));
            case 3 -> CrosschainClient.REGISTER.call(new RegisterRequest("side", "authority", rubbish, rubbish));
            default -> CrosschainClient.FOLLOW_CHILD.call(new FollowRequest(rubbish));
        };
    }
}
