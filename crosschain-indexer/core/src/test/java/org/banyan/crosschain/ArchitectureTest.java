package org.banyan.crosschain;

import org.banyan.archrules.PureModuleRules;

class ArchitectureTest implements PureModuleRules {}
