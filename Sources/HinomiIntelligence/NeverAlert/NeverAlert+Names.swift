// SPDX-License-Identifier: Apache-2.0

extension NeverAlert {
    /// The names, by reason.
    static let nameGroups: [Group] = wellKnownNames + [regionalEndpoints]

    private static let wellKnownNames: [Group] = [
        Group(
            reason: "root and registry name servers",
            members: """
                *.root-servers.net *.gtld-servers.net *.in-addr.arpa *.ip6.arpa *.in-addr-servers.arpa
                *.ip6-servers.arpa *.nstld.com *.iana.org *.icann.org *.dns.jp *.dns.br *.nic.uk *.ripe.net *.arin.net
                *.apnic.net *.lacnic.net *.afrinic.net *.verisign-grs.com *.afilias-nst.info *.afilias-nst.org *.nic.fr
                *.denic.de
                """),
        Group(
            reason: "public DNS resolver",
            members: """
                dns.google dns.google.com google-public-dns-a.google.com google-public-dns-b.google.com one.one.one.one
                cloudflare-dns.com mozilla.cloudflare-dns.com chrome.cloudflare-dns.com security.cloudflare-dns.com
                family.cloudflare-dns.com 1dot1dot1dot1.cloudflare-dns.com dns.quad9.net dns9.quad9.net dns10.quad9.net
                dns11.quad9.net quad9.net opendns.com resolver1.opendns.com resolver2.opendns.com doh.opendns.com
                dns.umbrella.com umbrella.com dns.adguard.com dns.adguard-dns.com adguard-dns.com adguard.com nextdns.io
                dns.nextdns.io doh.cleanbrowsing.org cleanbrowsing.org dns.mullvad.net dns0.eu controld.com
                dns.alidns.com doh.pub dot.pub dns.switch.ch doh.dns.sb
                """),
        Group(
            reason: "public time service",
            members: """
                *.pool.ntp.org ntp.org time.google.com time1.google.com time2.google.com time3.google.com
                time4.google.com time.cloudflare.com time.windows.com time.nist.gov time-a-g.nist.gov time-a-b.nist.gov
                time.apple.com time.euro.apple.com time.asia.apple.com time.aws.com ntp.ubuntu.com time.facebook.com
                ntp.nict.jp ntp.ntsc.ac.cn ntp.aliyun.com ptbtime1.ptb.de ptbtime2.ptb.de ptbtime3.ptb.de time.nrc.ca
                clock.isc.org
                """),
        Group(
            reason: "certificate status and time stamps",
            members: """
                *.ocsp.digicert.com *.crl3.digicert.com *.crl4.digicert.com *.cacerts.digicert.com digicert.com
                letsencrypt.org *.lencr.org sectigo.com *.ocsp.sectigo.com *.crl.sectigo.com *.crt.sectigo.com
                comodoca.com *.ocsp.comodoca.com comodo.com usertrust.com *.ocsp.usertrust.com *.crl.usertrust.com
                globalsign.com *.ocsp.globalsign.com *.ocsp2.globalsign.com *.crl.globalsign.com globalsign.net
                entrust.net *.ocsp.entrust.net *.crl.entrust.net *.pki.goog *.ocsp.pki.goog *.amazontrust.com
                *.ocsp.verisign.com verisign.com symcb.com symcd.com *.thawte.com *.geotrust.com godaddy.com
                *.ocsp.godaddy.com *.crl.godaddy.com *.starfieldtech.com identrust.com *.ocsp.identrust.com *.certum.pl
                *.rapidssl.com *.trust-provider.com *.ssl.com zerossl.com *.buypass.com *.quovadisglobal.com
                """),
        Group(
            reason: "operating system and software updates, connectivity checks",
            members: """
                *.windowsupdate.com *.update.microsoft.com *.delivery.mp.microsoft.com download.microsoft.com
                *.msftncsi.com *.msftconnecttest.com *.archive.ubuntu.com *.security.ubuntu.com ubuntu.com canonical.com
                snapcraft.io launchpad.net debian.org *.deb.debian.org *.security.debian.org centos.org
                fedoraproject.org redhat.com rockylinux.org almalinux.org alpinelinux.org archlinux.org opensuse.org
                suse.com kernel.org gnu.org freebsd.org openbsd.org netbsd.org mozilla.org mozilla.com *.mozilla.net
                firefox.com *.gvt1.com *.gvt2.com connectivitycheck.gstatic.com connectivitycheck.android.com
                captive.apple.com detectportal.firefox.com swscan.apple.com swcdn.apple.com mesu.apple.com
                gdmf.apple.com nmcheck.gnome.org gnome.org kde.org clamav.net *.database.clamav.net pypi.org
                pythonhosted.org files.pythonhosted.org python.org npmjs.com npmjs.org registry.npmjs.org yarnpkg.com
                nodejs.org rubygems.org crates.io rust-lang.org golang.org go.dev proxy.golang.org sum.golang.org
                maven.org repo1.maven.org repo.maven.apache.org apache.org packagist.org getcomposer.org nuget.org
                docker.com docker.io registry-1.docker.io auth.docker.io quay.io ghcr.io gcr.io k8s.io kubernetes.io
                helm.sh hashicorp.com terraform.io elastic.co grafana.com postgresql.org mysql.com mariadb.org
                mongodb.org mongodb.com redis.io nginx.org nginx.com jenkins.io anaconda.org anaconda.com conda.io
                swift.org llvm.org cmake.org sourceforge.net videolan.org notepad-plus-plus.org 7-zip.org
                """),
        Group(
            reason: "cloud provider",
            members: """
                amazonaws.com aws.amazon.com amazonaws.com.cn aws.dev awsstatic.com awsdns.com amazonses.com
                cloudfront.net elasticbeanstalk.com amplifyapp.com s3.amazonaws.com ec2.amazonaws.com sts.amazonaws.com
                iam.amazonaws.com sqs.amazonaws.com sns.amazonaws.com ssm.amazonaws.com checkip.amazonaws.com
                googleapis.com storage.googleapis.com www.googleapis.com oauth2.googleapis.com fonts.googleapis.com
                ajax.googleapis.com maps.googleapis.com translate.googleapis.com googleusercontent.com appspot.com
                cloudfunctions.net run.app web.app firebaseapp.com firebaseio.com cloud.google.com azure.com azure.net
                windows.net azurewebsites.net azureedge.net azurefd.net cloudapp.net cloudapp.azure.com
                trafficmanager.net blob.core.windows.net core.windows.net microsoftonline.com login.microsoftonline.com
                login.windows.net msftauth.net digitalocean.com digitaloceanspaces.com linode.com vultr.com hetzner.com
                hetzner.cloud ovh.com ovh.net ovhcloud.com scaleway.com oraclecloud.com oracle.com ibm.com softlayer.com
                ibmcloud.com aliyun.com aliyuncs.com alibabacloud.com tencentcloud.com myqcloud.com qcloud.com
                huaweicloud.com rackspace.com heroku.com herokuapp.com fly.io fly.dev render.com onrender.com
                railway.app netlify.com netlify.app vercel.com vercel.app pages.dev workers.dev
                """),
        Group(
            reason: "content network and shared static hosting",
            members: """
                akamai.net akamai.com akamaiedge.net akamaihd.net akamaized.net akamaitechnologies.com akadns.net
                edgekey.net edgesuite.net akam.net cloudflare.com cloudflare.net cdnjs.cloudflare.com cdnjs.com
                cloudflareinsights.com fastly.com fastly.net fastlylb.net edgecastcdn.net edgecastdns.net llnwd.net
                llnwi.net limelight.com incapdns.net imperva.com sucuri.net stackpathdns.com stackpathcdn.com
                stackpath.com bootstrapcdn.com maxcdn.com jsdelivr.net cdn.jsdelivr.net unpkg.com jquery.com
                code.jquery.com cdn77.org cdn77.com bunny.net b-cdn.net keycdn.com kxcdn.com cachefly.net cachefly.com
                hwcdn.net highwinds.com cdngc.net cdnetworks.net chinacache.net wscdns.com lxdns.com kunlunca.com
                kunlunsl.com alicdn.com gcdn.co gcorelabs.com footprint.net azioncdn.net fontawesome.com typekit.net
                typekit.com polyfill.io statically.io rawgit.com githack.com gravatar.com wp.com
                """),
        Group(
            reason: "shared hosting of other people's content",
            members: """
                github.io githubusercontent.com raw.githubusercontent.com gist.githubusercontent.com
                objects.githubusercontent.com avatars.githubusercontent.com gist.github.com gitlab.io blogspot.com
                blogger.com wordpress.com wordpress.org tumblr.com weebly.com wix.com wixsite.com wixstatic.com
                squarespace.com shopify.com myshopify.com godaddysites.com webflow.io webflow.com medium.com
                livejournal.com typepad.com jimdo.com strikingly.com carrd.co notion.so notion.site glitch.me glitch.com
                repl.co replit.com codepen.io jsfiddle.net sites.google.com docs.google.com drive.google.com forms.gle
                script.google.com firebasestorage.googleapis.com 000webhostapp.com altervista.org neocities.org
                pastebin.com paste.ee hastebin.com ghostbin.com rentry.co rentry.org dropbox.com dropboxusercontent.com
                dl.dropboxusercontent.com www.dl.dropboxusercontent.com box.com boxcdn.net mega.nz mega.co.nz mega.io
                mediafire.com wetransfer.com onedrive.live.com 1drv.ms 1drv.com sharepoint.com sendspace.com 4shared.com
                zippyshare.com transfer.sh file.io archive.org web.archive.org archive.is archive.ph imgur.com
                i.imgur.com postimg.cc i.postimg.cc imgbb.com ibb.co i.ibb.co flickr.com photobucket.com giphy.com
                bit.ly tinyurl.com t.co goo.gl ow.ly is.gd cutt.ly rebrand.ly lnkd.in buff.ly t.ly rb.gy
                """),
        Group(
            reason: "one of the most visited sites",
            members: """
                google.com google.co.uk google.de google.fr google.es google.it google.co.jp google.co.in google.com.br
                google.ca google.com.au google.com.mx google.ru google.pl google.nl google.com.tr google.com.hk
                google.co.kr google.co.id google.com.tw google.com.sg google.co.th google.com.vn google.com.ar google.cn
                gmail.com googlemail.com mail.google.com accounts.google.com play.google.com clients1.google.com
                clients2.google.com clients3.google.com clients4.google.com clients6.google.com youtube.com youtu.be
                ytimg.com ggpht.com googlevideo.com gstatic.com www.gstatic.com fonts.gstatic.com ssl.gstatic.com
                google-analytics.com ssl.google-analytics.com googletagmanager.com googletagservices.com
                googlesyndication.com pagead2.googlesyndication.com googleadservices.com doubleclick.net android.com
                withgoogle.com chrome.com chromium.org 1e100.net recaptcha.net waze.com microsoft.com office.com
                office.net office365.com outlook.com outlook.office.com outlook.office365.com hotmail.com live.com
                login.live.com msn.com bing.com bing.net skype.com skypeassets.com windows.com xbox.com xboxlive.com
                msedge.net aspnetcdn.com s-microsoft.com microsoftstream.com onenote.com visualstudio.com vsassets.io
                vo.msecnd.net msecnd.net azureedge.us msauth.net teams.microsoft.com teams.live.com linkedin.com
                licdn.com github.com api.github.com codeload.github.com githubassets.com githubapp.com gitlab.com
                bitbucket.org atlassian.com atlassian.net trello.com slack.com slack-edge.com zoom.us zoom.com apple.com
                icloud.com icloud-content.com me.com mac.com itunes.com itunes.apple.com apps.apple.com mzstatic.com
                cdn-apple.com aaplimg.com apple-dns.net push.apple.com appstore.com amazon.com amazon.co.uk amazon.de
                amazon.co.jp amazon.fr amazon.it amazon.es amazon.ca amazon.in amazon.com.br media-amazon.com
                ssl-images-amazon.com images-amazon.com amazon-adsystem.com amazonvideo.com primevideo.com a2z.com
                alexa.com audible.com twitch.tv ttvnw.net jtvnw.net imdb.com facebook.com facebook.net fbcdn.net fb.com
                fb.me fbsbx.com messenger.com instagram.com cdninstagram.com whatsapp.com whatsapp.net meta.com
                oculus.com threads.net twitter.com x.com twimg.com abs.twimg.com pbs.twimg.com tiktok.com tiktokcdn.com
                tiktokv.com byteoversea.com bytedance.com ibytedtos.com snapchat.com sc-cdn.net pinterest.com pinimg.com
                reddit.com redd.it redditstatic.com redditmedia.com discord.com discordapp.com discordapp.net discord.gg
                cdn.discordapp.com media.discordapp.net telegram.org t.me telegram.me api.telegram.org web.telegram.org
                signal.org viber.com line.me line-scdn.net wechat.com weixin.qq.com qq.com gtimg.cn gtimg.com qpic.cn
                tencent.com baidu.com bdstatic.com bcebos.com taobao.com tmall.com alibaba.com aliexpress.com alipay.com
                jd.com 163.com 126.net netease.com sina.com.cn sinaimg.cn weibo.com weibo.cn sohu.com bilibili.com
                hao123.com 360.cn 360.com so.com sogou.com zhihu.com douyin.com xiaomi.com mi.com huawei.com hicloud.com
                vivo.com.cn oppo.com heytapmobi.com samsung.com samsungcloud.com samsungdm.com lg.com sony.com
                playstation.com playstation.net nintendo.com nintendo.net steampowered.com steamcommunity.com
                steamstatic.com steamcontent.com steamserver.net valvesoftware.com epicgames.com ea.com ubisoft.com
                ubi.com blizzard.com battle.net riotgames.com leagueoflegends.com roblox.com rbxcdn.com minecraft.net
                mojang.com unity3d.com unity.com yahoo.com yahoo.co.jp yimg.com yimg.jp ymail.com flurry.com aol.com
                verizonmedia.com yahoodns.net yandex.ru yandex.net yandex.com yastatic.net ya.ru mail.ru vk.com vk.me
                userapi.com ok.ru mycdn.me rambler.ru dzen.ru ozon.ru wildberries.ru avito.ru kaspersky.com
                kaspersky-labs.com naver.com naver.net daum.net kakao.com kakaocdn.net pstatic.net rakuten.co.jp
                rakuten.com wikipedia.org wikimedia.org wiktionary.org mediawiki.org wikidata.org duckduckgo.com ask.com
                brave.com opera.com operacdn.com vivaldi.com netflix.com nflxvideo.net nflximg.net nflxext.com
                nflxso.net spotify.com scdn.co spotifycdn.com hulu.com hulustream.com disneyplus.com disney.com
                bamgrid.com dssott.com hbo.com hbomax.com max.com vimeo.com vimeocdn.com dailymotion.com dmcdn.net
                soundcloud.com deezer.com pandora.com roku.com plex.tv paypal.com paypalobjects.com stripe.com
                stripe.network ebay.com ebay.de ebay.co.uk ebayimg.com ebaystatic.com etsy.com walmart.com target.com
                bestbuy.com homedepot.com ikea.com booking.com bstatic.com airbnb.com expedia.com tripadvisor.com
                uber.com lyft.com visa.com mastercard.com chase.com bankofamerica.com wellsfargo.com citi.com
                americanexpress.com capitalone.com intuit.com coinbase.com binance.com cnn.com bbc.co.uk bbc.com
                bbci.co.uk nytimes.com nyt.com washingtonpost.com theguardian.com guim.co.uk reuters.com bloomberg.com
                forbes.com wsj.com foxnews.com espn.com weather.com accuweather.com nbcnews.com cbsnews.com
                dailymail.co.uk independent.co.uk spiegel.de bild.de welt.de lemonde.fr lefigaro.fr elpais.com
                elmundo.es repubblica.it corriere.it globo.com uol.com.br cnet.com wired.com theverge.com techcrunch.com
                arstechnica.com zdnet.com stackoverflow.com stackexchange.com sstatic.net superuser.com serverfault.com
                quora.com w3.org w3schools.com mit.edu stanford.edu harvard.edu berkeley.edu cmu.edu nih.gov nasa.gov
                cdc.gov usps.com ups.com fedex.com dhl.com europa.eu un.org who.int gov.uk adobe.com adobe.io
                adobedtm.com demdex.net omtrdc.net behance.net salesforce.com force.com salesforceliveagent.com
                exacttarget.com hubspot.com hubspot.net hs-scripts.com hsforms.com mailchimp.com list-manage.com
                sendgrid.net sendgrid.com mailgun.org mailgun.com sparkpostmail.com zendesk.com zdassets.com intercom.io
                intercomcdn.com servicenow.com service-now.com workday.com okta.com oktacdn.com auth0.com
                duosecurity.com onelogin.com pingidentity.com docusign.com docusign.net canva.com figma.com asana.com
                dropboxstatic.com evernote.com grammarly.com grammarly.io surveymonkey.com typeform.com eventbrite.com
                openai.com chatgpt.com oaistatic.com oaiusercontent.com anthropic.com claude.ai huggingface.co
                perplexity.ai
                """),
        Group(
            reason: "measurement, advertising and monitoring on most sites",
            members: """
                scorecardresearch.com quantserve.com quantcount.com criteo.com criteo.net taboola.com outbrain.com
                adnxs.com rubiconproject.com pubmatic.com openx.net casalemedia.com adsrvr.org bidswitch.net
                smartadserver.com moatads.com chartbeat.com chartbeat.net hotjar.com mixpanel.com segment.io segment.com
                amplitude.com optimizely.com newrelic.com nr-data.net datadoghq.com datadoghq.eu sentry.io bugsnag.com
                rollbar.com loggly.com splunk.com splunkcloud.com sumologic.com dynatrace.com appdynamics.com
                pagerduty.com statuspage.io cookielaw.org onetrust.com trustarc.com bluekai.com rlcdn.com krxd.net
                agkn.com mathtag.com turn.com everesttech.net crwdcntrl.net branch.io app.link adjust.com appsflyer.com
                kochava.com crashlytics.com app-measurement.com onesignal.com braze.com urbanairship.com clarity.ms
                yandex-metrica.com metrika.yandex.ru mc.yandex.ru
                """),
        Group(
            reason: "security vendor",
            members: """
                virustotal.com symantec.com norton.com mcafee.com trendmicro.com sophos.com sophosxl.net eset.com
                avast.com avg.com avira.com bitdefender.com bitdefender.net malwarebytes.com f-secure.com
                crowdstrike.com cloudsink.net sentinelone.net carbonblack.io paloaltonetworks.com fortinet.com
                fortiguard.com checkpoint.com cisco.com talosintelligence.com zscaler.com zscaler.net zscloud.net
                rapid7.com qualys.com tenable.com proofpoint.com pphosted.com mimecast.com barracuda.com
                barracudanetworks.com shodan.io censys.io urlscan.io abuseipdb.com spamhaus.org *.zen.spamhaus.org
                abuse.ch haveibeenpwned.com
                """),
        Group(
            reason: "device and network makers, and services that devices ask without pause",
            members: """
                dell.com hp.com hpe.com lenovo.com intel.com amd.com nvidia.com geforce.com vmware.com citrix.com
                netapp.com synology.com quickconnect.to qnap.com myqnapcloud.com ubnt.com ui.com tp-link.com netgear.com
                dlink.com asus.com juniper.net arista.com mikrotik.com teamviewer.com anydesk.com logmein.com
                gotomeeting.com webex.com ring.com nest.com tuya.com tuyaeu.com tuyaus.com tesla.com garmin.com
                fitbit.com sonos.com philips.com meethue.com bosch.com siemens.com ge.com honeywell.com xerox.com
                canon.com epson.com brother.com icanhazip.com ipify.org api.ipify.org ipinfo.io ifconfig.me ifconfig.co
                ip-api.com myip.opendns.com whatismyip.com whatismyipaddress.com checkip.dyndns.org
                """),
    ]
}
