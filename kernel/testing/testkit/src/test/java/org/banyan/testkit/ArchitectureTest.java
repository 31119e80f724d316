package org.banyan.testkit;

import org.banyan.archrules.ModuleRules;

class ArchitectureTest implements ModuleRules {}
